-- gate.py, limiter.py and breaker.py once more, so that all workers share one gate per endpoint.
-- One suite runs the same stories against both; change them together.
--
-- KEYS: 1 the gate (hash), 2 the permits (sorted set, permit by the time it is given up)
-- ARGV: 1 operation, 2 now in seconds ("" for this server's own clock), 3 prior and 4 ceiling per hour,
--       5 most at full speed, 6 rate to begin with per hour ("" for the prior's own),
--       7 "1" when a burst may begin, 8 until when it is on hold (0: it is not), 9 how many holds,
--       10 what was spent without this server and is charged now; then by operation

local BURST_SHARE, SMALL_BURST, LEAST_BURST = 0.1, 6, 2
local CUT, CUT_EVERY, RECOVERY, RECOVERY_REQUESTS = 0.88, 5, 180, 85
local LEAST_MARK, LATELY_MARGIN, TELLING = 0.85, 1.05, 10
local PAUSE, PAUSE_GROWTH, PROBE, PROBE_LOOK, WINDOW = 3, 3, 15, 0.2, 60
local LEAST_CORRECTION, MARGIN, RAISE, FLOOR_SHARE = 0.7, 1.15, 1.1, 1 / 30
local LONG_REST, LEAST_AFTER_LONG_REST = 600, 0.5
local HOUR, CONFIRMED_WITHIN, USED, NEVER = 3600, 3960, 0.98, -1e15
local IN_A_ROW, CANARY, CANARY_LOOK, STEADY, LONG_HOLD = 3, 75, 5, 10, 600
local PERMIT, CROWDED, LONGEST_QUEUE, LIFE = 30, 0.2, 3600, 2592000

local operation, prior, ceiling, most_burst = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) + tonumber(time[2]) / 1000000
end

local g = {}

local function full_burst()
  return math.max(math.min(BURST_SHARE * g.allowance, g.most_burst), LEAST_BURST)
end

local function capacity()
  local full = full_burst()
  if now - g.refused_at >= HOUR then return full end
  return math.min(full, SMALL_BURST)
end

local function top_rate() return math.max(g.allowance - full_burst(), 0) / HOUR end

local function floor_rate() return FLOOR_SHARE * prior / HOUR end

local function recovery(mark)
  if mark <= 0 then return RECOVERY end
  return math.max(RECOVERY, RECOVERY_REQUESTS / mark)
end

-- Other terms, when the settings changed, do not end a hold, and are no reason for a burst.
local function begin_anew(burst)
  local pace = {
    prior = prior, ceiling = ceiling, most_burst = most_burst, allowance = prior,
    rate = 0, mark = 0, low = 0, calm = 0, since = now, granted = 0,
    tokens = 0, at = now, cut_at = NEVER, refused_at = NEVER, hold_until = NEVER, worked_at = NEVER,
    began = NEVER, used = 0, lately = 0, pauses = 0, refused_from = NEVER, probe_until = NEVER,
  }
  for name, value in pairs(pace) do g[name] = value end
  g.rate = top_rate()
  g.lately = g.rate
  if burst then g.tokens = capacity() end
  local learned = tonumber(ARGV[6])
  if not learned or math.abs(learned / HOUR - g.rate) <= 0.01 * g.rate then return end
  if learned / HOUR > g.rate then
    g.allowance = math.max(math.min(learned + math.min(learned / 9, most_burst), ceiling), prior)
  end
  g.rate = math.min(math.max(learned / HOUR, floor_rate()), top_rate())
  g.lately, g.tokens, g.refused_at, g.mark, g.low, g.calm = g.rate, 0, now, g.rate, g.rate * CUT, recovery(g.rate)
end

local function load()
  local flat = redis.call('HGETALL', KEYS[1])
  for i = 1, #flat, 2 do g[flat[i]] = tonumber(flat[i + 1]) end
  if g.prior == nil then
    g = { failures = 0, successes = 0, canary_until = 0, turn_at = 0 }
    g.open_until, g.level = tonumber(ARGV[8]), tonumber(ARGV[9])
    begin_anew(ARGV[7] == '1')
  elseif g.prior ~= prior or g.ceiling ~= ceiling or g.most_burst ~= most_burst then
    begin_anew(false)
  end
end

local function save()
  local flat = {}
  for name, value in pairs(g) do
    flat[#flat + 1] = name
    flat[#flat + 1] = string.format('%.17g', value)
  end
  redis.call('HSET', KEYS[1], unpack(flat))
  redis.call('EXPIRE', KEYS[1], LIFE)
end

local function refill()
  local elapsed = math.max(now - g.at, 0)
  g.tokens = math.min(g.tokens + elapsed * g.rate, capacity())
  g.at = math.max(now, g.at)
end

local function hold_seconds()
  if g.open_until <= 0 then return 0 end
  if now < g.open_until then return g.open_until - now end
  if now < g.canary_until then return math.min(g.canary_until - now, CANARY_LOOK) end
  return 0
end

local function pace_wait(cost)
  refill()
  local probe = math.min(g.probe_until - now, PROBE_LOOK)
  return math.max(math.max(cost - g.tokens, 0) / g.rate, g.hold_until - now, probe, 0)
end

local function pay(debt)
  refill()
  g.tokens = g.tokens - debt
end

local function empty()
  refill()
  g.tokens = math.min(g.tokens, 0)
end

local function confirm(cost)
  if g.rate < 0.999 * top_rate() then
    g.began, g.used = NEVER, 0
  elseif now - g.began > CONFIRMED_WITHIN then
    g.began, g.used = now, cost
  else
    g.used = g.used + cost
    if now - g.began >= HOUR and g.used >= USED * g.rate * HOUR then
      g.allowance = math.min(g.allowance * RAISE, ceiling)
      g.mark, g.low, g.calm, g.began, g.used = g.rate, CUT * g.rate, recovery(g.rate), NEVER, 0
    end
  end
end

local function worked(cost)
  refill()
  g.calm = g.calm + math.min(math.max(now - g.worked_at, 0), 2 * cost / g.rate)
  local needed = recovery(g.mark)
  local curve = g.mark + (g.mark - g.low) * ((g.calm - needed) / needed) ^ 3
  g.rate = math.min(math.max(g.rate, curve), top_rate())
  local quiet = math.max(now - math.max(g.worked_at, g.since), 0)
  g.lately = g.lately * math.exp(-quiet / WINDOW) + cost / WINDOW
  g.worked_at, g.granted, g.pauses, g.probe_until = now, g.granted + cost, 0, NEVER
  confirm(cost)
end

local function refused()
  empty()
  if g.pauses == 0 then g.refused_from = now end
  if g.pauses == 0 or now >= g.hold_until then g.pauses = g.pauses + 1 end
  g.refused_at, g.began, g.used, g.probe_until = now, NEVER, 0, NEVER
  g.hold_until = math.max(g.hold_until, now + PAUSE * PAUSE_GROWTH ^ math.min(g.pauses - 1, 3))
  if now - g.cut_at < CUT_EVERY then return end
  g.mark = math.min(math.max(g.lately * LATELY_MARGIN, g.rate * LEAST_MARK), g.rate)
  g.rate = math.max(g.mark * CUT, floor_rate())
  g.low, g.calm, g.cut_at = CUT * g.mark, 0, now
end

local function correct()
  local until_refused = g.refused_from - g.since
  local least_correction = LEAST_CORRECTION
  if now - g.refused_from > LONG_REST then least_correction = LEAST_AFTER_LONG_REST end
  if until_refused < WINDOW and g.granted < TELLING then
    local slower = math.max(g.rate * least_correction, floor_rate())
    g.mark = math.max(g.rate, slower)
    g.rate, g.low, g.calm, g.since, g.granted = slower, math.min(slower, CUT * g.mark), 0, now, 0
    return
  end
  local most = g.granted / math.max(until_refused, WINDOW)
  local least = g.granted / math.max(now - g.since, 1)
  local rate = math.max(math.min(g.rate, least), math.min(g.rate, most) * least_correction, floor_rate())
  local top = rate * MARGIN
  if until_refused < 2 * WINDOW then top = most end
  g.mark = math.max(math.min(g.mark, top), rate)
  g.rate, g.low, g.calm, g.since, g.granted = rate, math.min(rate, CUT * g.mark), 0, now, 0
end

local function open(asked, holds)
  local guess = holds[math.min(g.level, #holds - 1) + 1]
  local hold = asked
  if asked <= 0 or holds[1] > LONG_HOLD then hold = math.max(guess, asked) end
  g.failures, g.successes, g.level, g.canary_until = 0, 0, g.level + 1, 0
  g.open_until = now + hold
end

local function settle(canary, failed, at_once, asked, holds)
  if failed and canary then
    open(asked, holds)
  elseif failed and g.open_until > 0 then
    if asked > 0 then g.open_until = math.max(g.open_until, now + asked) end
  elseif failed then
    g.failures, g.successes = g.failures + 1, 0
    if g.failures >= IN_A_ROW or at_once or asked > 0 then open(asked, holds) end
  elseif canary then
    g.failures, g.successes, g.open_until, g.canary_until = 0, 1, 0, 0
  elseif g.open_until <= 0 then
    g.failures, g.successes = 0, math.min(g.successes + 1, STEADY)
    if g.successes >= STEADY then g.level = 0 end
  end
end

-- 11 permit, 12 cost, 13 concurrency, 14 patience in seconds → wait in seconds, canary, held
local function enter()
  local permit, cost, patience = ARGV[11], tonumber(ARGV[12]), tonumber(ARGV[14])
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.17g', now))
  local hold = hold_seconds()
  local wait = math.max(hold, pace_wait(cost))
  if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[13]) then
    local crowded = CROWDED
    if patience > 0 then crowded = math.min(CROWDED, patience) end
    wait = math.max(wait, crowded)
  end
  if wait > patience then
    local turn = math.min(math.max(now + wait, g.turn_at + cost / g.rate), now + wait + LONGEST_QUEUE)
    g.turn_at = turn
    return { turn - now, 0, hold > 0 and 1 or 0 }
  end
  if wait > 0 then return { wait, 0, hold > 0 and 1 or 0 } end
  local is_canary = g.open_until > 0
  g.tokens = g.tokens - cost
  g.probe_until = NEVER
  if g.pauses > 0 then g.probe_until = now + PROBE end
  if is_canary then g.canary_until = now + CANARY end
  redis.call('ZADD', KEYS[2], string.format('%.17g', now + PERMIT), permit)
  redis.call('EXPIRE', KEYS[2], LIFE)
  return { 0, is_canary and 1 or 0, 0 }
end

-- 11 permit, 12 cost, 13 canary, 14 failed, 15 too fast, 16 abandoned, 17 at once, 18 asked for, 19… holds in seconds
local function leave()
  local cost, canary, failed = tonumber(ARGV[12]), ARGV[13] == '1', ARGV[14] == '1'
  redis.call('ZREM', KEYS[2], ARGV[11])
  local was_open = g.open_until > 0
  if ARGV[16] == '1' then
    if canary then g.canary_until = 0 end
    g.probe_until = NEVER
    return { 0, 0, 0 }
  end
  local holds = {}
  for i = 19, #ARGV do holds[#holds + 1] = tonumber(ARGV[i]) end
  settle(canary, failed, ARGV[17] == '1', tonumber(ARGV[18]), holds)
  if ARGV[15] == '1' and not was_open then
    refused()
  elseif not failed then
    if g.pauses > 0 and not was_open then g.since, g.granted = now, 0 end
    worked(cost)
  else
    g.probe_until = NEVER
  end
  local is_open = g.open_until > 0
  if was_open ~= is_open then
    empty()
    if not is_open and g.refused_at > g.since then correct() end
  end
  return { 0, 0, 0 }
end

load()
if tonumber(ARGV[10]) > 0 then pay(tonumber(ARGV[10])) end
local answer
if operation == 'enter' then
  answer = enter()
elseif operation == 'leave' then
  answer = leave()
else
  answer = { 0, 0, 0 }
end
if operation ~= 'look' then save() end
local told = {}
for i = 1, 3 do told[i] = string.format('%.17g', answer[i]) end
told[4] = string.format('%.17g', now)
for _, name in ipairs({
  'prior', 'ceiling', 'most_burst', 'allowance', 'rate', 'mark', 'low', 'calm', 'since', 'granted', 'tokens',
  'at', 'cut_at', 'refused_at', 'hold_until', 'worked_at', 'began', 'used',
  'lately', 'pauses', 'refused_from', 'probe_until',
  'failures', 'successes', 'level', 'open_until', 'canary_until', 'turn_at',
}) do
  told[#told + 1] = string.format('%.17g', g[name])
end
return told
