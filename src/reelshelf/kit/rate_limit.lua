-- One bucket as one number: when, in seconds of Redis' clock, it will be full again (the "virtual schedule" of
-- ATM's leaky bucket, GCRA). KEYS[1] the bucket; ARGV seconds a token, tokens it holds, tokens wanted.
-- Answers 0 when they were taken, else the seconds until they can be.
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local interval, capacity, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + wanted * interval
local wait = full_at - capacity * interval - now
if wait > 0.001 then
  return tostring(wait)
end
redis.call('SET', KEYS[1], string.format('%.6f', full_at), 'PX', math.ceil((full_at - now) * 1000) + 1)
return '0'
