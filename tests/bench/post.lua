-- For wrk: posts the lines of a file in turn and ends with one line "figures RATE P99 ERRORS".
local requests = {}
local at = 0

function init(args)
    local headers = { ["Content-Type"] = "application/fhir+json" }
    for body in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("POST", nil, headers, body)
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    local errors = e.connect + e.read + e.write + e.status + e.timeout
    print(string.format("figures %f %f %d", summary.requests / summary.duration * 1e6, latency:percentile(99), errors))
end
