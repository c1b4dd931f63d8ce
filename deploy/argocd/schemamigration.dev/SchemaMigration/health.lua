-- The rules of kstatus, and with them Flux', in their order. A suspended resource, and one whose plan waits for a
-- person, are Suspended here.

local function condition(type)
  local status = obj.status
  if status ~= nil and status.conditions ~= nil then
    for _, it in ipairs(status.conditions) do
      if it.type == type then
        return it
      end
    end
  end
  return nil
end

local function message(otherwise)
  local ready = condition("Ready")
  if ready ~= nil and ready.message ~= nil and ready.message ~= "" then
    return ready.message
  end
  return otherwise
end

local function health(status, text)
  return { status = status, message = text }
end

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "is being deleted")
end
if obj.spec ~= nil and obj.spec.suspend == true then
  return health("Suspended", message("spec.suspend is true"))
end
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "the operator has not seen this generation yet")
end

local stalled = condition("Stalled")
if stalled ~= nil and stalled.status == "True" then
  return health("Degraded", message("stalled"))
end
local ready = condition("Ready")
if ready == nil then
  return health("Progressing", "the operator has not said yet whether it is ready")
end
if ready.status == "True" then
  local reconciling = condition("Reconciling")
  if reconciling ~= nil and reconciling.status == "True" then
    return health("Progressing", message("is being reconciled"))
  end
  return health("Healthy", message("ready"))
end
if ready.reason == "ApprovalRequired" then
  return health("Suspended", message("the plan waits for its approval"))
end
return health("Progressing", message("not ready yet"))
