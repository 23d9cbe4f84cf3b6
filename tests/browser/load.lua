-- What people ask while they fill the form, from 200 connections for a minute:
--
--   cargo run --release --example form &
--   wrk -t1 -c200 -d60s -s tests/browser/load.lua http://127.0.0.1:8021
--
-- As fast as they are answered, or with `-- 100` after the address each 100 ms after the
-- last answer, which is faster than people type.

local paths = {}
local function ask(path, texts)
  for _, text in ipairs(texts) do
    local encoded = text:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end)
    paths[#paths + 1] = path .. encoded
  end
end
ask("/api/suggest?q=", { "c", "co", "coo", "cook", "records tech", "software eng", "软件", "註冊護", "sofware", "nurse" })
ask("/api/resolve?q=", { "PSW", "cook", "software engineer", "司机", "sofware enginer", "health records tech" })
ask("/api/unit-groups/", { "63200" })
paths[#paths + 1] = "/"
paths[#paths + 1] = "/main.js"

local pause = 0
function init(args)
  pause = tonumber(args[1]) or 0
end

function delay()
  return pause
end

local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    "median %.1f ms, p99 %.1f ms, longest %.1f ms; errors: %d connecting, %d reading, %d writing, %d statuses, %d late",
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
