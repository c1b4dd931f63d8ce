{{- define "operator.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 55 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 55 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "operator.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "operator.lease" -}}
{{- .Values.lease.name | default (include "operator.fullname" .) -}}
{{- end -}}

{{- define "operator.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "operator.labels" -}}
{{ include "operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- /* The namespaces of a namespace-scoped operator, one a line. */ -}}
{{- define "operator.namespaces" -}}
{{- $namespaces := .Values.watchNamespaces -}}
{{- if and (not $namespaces) (eq .Values.rbac.scope "namespace") -}}
{{- $namespaces = list .Release.Namespace -}}
{{- end -}}
{{- join "," $namespaces -}}
{{- end -}}

{{- /* What the operator may do with the resources that it looks at. */ -}}
{{- define "operator.rules" -}}
- apiGroups: [schemamigration.dev]
  resources: [schemamigrations]
  verbs: [get, list, watch]
- apiGroups: [schemamigration.dev]
  resources: [schemamigrations/status]
  verbs: [get, patch, update]
- apiGroups: [""]
  resources: [configmaps, secrets]
  verbs: [get, list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}

{{- define "operator.subject" -}}
- kind: ServiceAccount
  name: {{ include "operator.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
