local suspended = obj.spec ~= nil and obj.spec.suspend == true

local stalled = false
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, it in ipairs(obj.status.conditions) do
    if it.type == "Stalled" and it.status == "True" then
      stalled = true
    end
  end
end

actions = {}
actions["reconcile"] = { ["disabled"] = suspended }
actions["retry"] = { ["disabled"] = suspended or not stalled }
actions["suspend"] = { ["disabled"] = suspended }
actions["resume"] = { ["disabled"] = not suspended }
return actions
