"""How fast: an adaptive pacer in pure code. Time is a parameter, in seconds; amounts are requests.

A token bucket whose rate is learnt. A refusal cuts the rate; afterwards it comes back fast to where it was
refused, goes slowly there, and faster again the longer nothing is refused. Only time in which requests were
really made counts for that, so an idle upstream is never thought to have become more generous.

No stretch of an hour ever gets more than the allowance: the bucket's size and an hour's refill together
are the allowance at most. The bucket begins full, so that small imports go at full speed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

HOUR_SECONDS = 3600.0
NEVER = -1e15
"""Before all times; minus infinity does not survive the way to Redis and back."""

BURST_SHARE = 0.1
MOST_BURST = 60.0
"""Of the hour's allowance, and of requests at all, may go at full speed: some thirty videos. An endpoint may say less."""
SMALL_BURST = 6.0
"""What may go at full speed after a refusal, so that a caller that comes a little late loses nothing."""
LEAST_BURST = 2.0
"""A call costs no more than this."""
CUT = 0.88
CUT_EVERY_SECONDS = 5.0
PAUSE_SECONDS = 3.0
PAUSE_GROWTH = 3.0
"""Nothing is asked for so long after a refusal, and so many times as long after each further one in a row."""
WINDOW_SECONDS = 60.0
"""Over which most upstreams count."""
PROBE_SECONDS = 15.0
"""After a pause one call goes first. If it has not come back by then, the next goes."""
PROBE_LOOK_SECONDS = 0.2
"""Others ask again after so long while it is out."""
LEAST_CORRECTION = 0.7
"""The end of a hold slows down by no more than this."""
LONG_REST_SECONDS = 600.0
LEAST_AFTER_LONG_REST = 0.5
"""Unless it lasted so long since the first refusal: then we were taken for a robot, and come back more slowly."""
TELLING_REQUESTS = 10.0
"""Fewer that were granted in less than a window tell nothing of the quota."""
LATELY_MARGIN = 1.05
LEAST_MARK = 0.85
"""What was too fast is what was granted in the last minute and a little more, and no less of the rate than this."""
MARGIN = 1.15
"""How far above what was granted the next refusal is expected."""
RECOVERY_SECONDS = 180.0
RECOVERY_REQUESTS = 85.0
"""At least so long, and so many requests, until the rate is back where it was refused."""
RAISE = 1.1
CONFIRMED_WITHIN_SECONDS = 1.1 * HOUR_SECONDS
USED = 0.98
"""The allowance rises when so much of an hour's worth was granted within an hour or a little more."""
MOST = 10.0
"""The allowance never exceeds so many times the prior, unless an endpoint names its ceiling."""
FLOOR_SHARE = 1 / 30
"""Of the prior: the least rate."""
REMEMBERED = 0.97
"""Of the rate that was refused is worth remembering."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Rates are in requests a second; prior, ceiling and allowance in requests an hour."""

    prior: float
    ceiling: float
    """The allowance never exceeds it."""
    most_burst: float
    allowance: float
    rate: float
    mark: float = 0.0
    """The rate that was refused last; 0 when none was."""
    low: float = 0.0
    """The rate after the last cut, from which it comes back to `mark`."""
    calm: float = 0.0
    """Seconds of use since the last cut."""
    since: float = NEVER
    """Since when `granted` is counted: the beginning, or the end of the last hold."""
    granted: float = 0.0
    tokens: float = 0.0
    at: float = NEVER
    """When `tokens` was true."""
    cut_at: float = NEVER
    refused_at: float = NEVER
    hold_until: float = NEVER
    worked_at: float = NEVER
    began: float = NEVER
    """Since when the full rate has been used without a refusal, and how much of it."""
    used: float = 0.0
    lately: float = 0.0
    """Requests a second that were granted in the last minute or so."""
    pauses: float = 0.0
    """How many there were without an answer since."""
    refused_from: float = NEVER
    """When the first of these refusals came."""
    probe_until: float = NEVER
    """While a call that goes first after a pause is out."""


def fresh(
    prior_per_hour: float,
    now: float,
    *,
    burst: bool = True,
    ceiling_per_hour: float | None = None,
    most_burst: float = MOST_BURST,
) -> Pace:
    """Nothing is known yet: the prior, from a full bucket, or from an empty one when not `burst`."""
    ceiling = MOST * prior_per_hour if ceiling_per_hour is None else ceiling_per_hour
    pace = Pace(prior_per_hour, ceiling, most_burst, prior_per_hour, 0.0, at=now, since=now)
    rate = top_rate(pace)
    return replace(pace, rate=rate, lately=rate, tokens=capacity(pace, now) if burst else 0.0)


def resumed(pace: Pace, rate_per_hour: float, now: float) -> Pace:
    """A fresh one with a rate learnt earlier; one that is not the prior's own begins without a burst."""
    learned = rate_per_hour / HOUR_SECONDS
    if abs(learned - top_rate(pace)) <= 0.01 * top_rate(pace):
        return pace
    if learned > top_rate(pace):
        whole = rate_per_hour + min(rate_per_hour * BURST_SHARE / (1 - BURST_SHARE), pace.most_burst)
        pace = replace(pace, allowance=max(min(whole, pace.ceiling), pace.prior))
    rate = min(max(learned, floor_rate(pace)), top_rate(pace))
    # In the middle of the curve: slowly upwards from here.
    return replace(
        pace,
        tokens=0.0,
        refused_at=now,
        rate=rate,
        lately=rate,
        mark=rate,
        low=rate * CUT,
        calm=_recovery_seconds(rate),
    )


def full_burst(pace: Pace) -> float:
    return max(min(BURST_SHARE * pace.allowance, pace.most_burst), LEAST_BURST)


def capacity(pace: Pace, now: float) -> float:
    """The bucket's size: small for an hour after a refusal."""
    full = full_burst(pace)
    return full if now - pace.refused_at >= HOUR_SECONDS else min(full, SMALL_BURST)


def top_rate(pace: Pace) -> float:
    return max(pace.allowance - full_burst(pace), 0.0) / HOUR_SECONDS


def floor_rate(pace: Pace) -> float:
    return FLOOR_SHARE * pace.prior / HOUR_SECONDS


def refilled(pace: Pace, now: float) -> Pace:
    elapsed = max(now - pace.at, 0.0)
    tokens = min(pace.tokens + elapsed * pace.rate, capacity(pace, now))
    return replace(pace, tokens=tokens, at=max(now, pace.at))


def wait_seconds(pace: Pace, now: float, cost: float) -> float:
    """Until a call of this cost may go, if nobody else comes first; 0 when it may now."""
    missing = max(cost - refilled(pace, now).tokens, 0.0)
    probe = min(pace.probe_until - now, PROBE_LOOK_SECONDS)
    return max(missing / pace.rate, pace.hold_until - now, probe, 0.0)


def taken(pace: Pace, now: float, cost: float) -> Pace:
    """The call goes; the first one after a refusal goes alone."""
    pace = refilled(pace, now)
    probe_until = now + PROBE_SECONDS if pace.pauses else NEVER
    return replace(pace, tokens=pace.tokens - cost, probe_until=probe_until)


def given_back(pace: Pace) -> Pace:
    """A call has ended and tells nothing of the pace: others need not wait for it."""
    return replace(pace, probe_until=NEVER)


def worked(pace: Pace, now: float, cost: float) -> Pace:
    """A call was answered: a little faster, if the pace is being used."""
    pace = refilled(pace, now)
    elapsed = min(max(now - pace.worked_at, 0.0), 2 * cost / pace.rate)
    calm = pace.calm + elapsed
    quiet = max(now - max(pace.worked_at, pace.since), 0.0)
    rate = min(max(pace.rate, _curve(pace, calm)), top_rate(pace))
    return _confirmed(
        replace(
            pace,
            worked_at=now,
            calm=calm,
            rate=rate,
            granted=pace.granted + cost,
            lately=pace.lately * exp(-quiet / WINDOW_SECONDS) + cost / WINDOW_SECONDS,
            pauses=0.0,
            probe_until=NEVER,
        ),
        now,
        cost,
    )


def refused(pace: Pace, now: float) -> Pace:
    """The upstream found us too fast: one cut, at most every five seconds, and a short pause.

    While the rate rises it is ahead of what was granted; that, and not the rate, is what was refused.
    """
    pace = refilled(pace, now)
    # What was under way when the pause began tells nothing new.
    pauses = pace.pauses + (now >= pace.hold_until or not pace.pauses)
    pace = replace(
        pace,
        tokens=min(pace.tokens, 0.0),
        refused_at=now,
        hold_until=max(pace.hold_until, now + PAUSE_SECONDS * PAUSE_GROWTH ** min(pauses - 1, 3)),
        refused_from=pace.refused_from if pace.pauses else now,
        began=NEVER,
        used=0.0,
        pauses=pauses,
        probe_until=NEVER,
    )
    if now - pace.cut_at < CUT_EVERY_SECONDS:
        return pace
    mark = min(max(pace.lately * LATELY_MARGIN, pace.rate * LEAST_MARK), pace.rate)
    rate = max(mark * CUT, floor_rate(pace))
    return replace(pace, rate=rate, mark=mark, low=CUT * mark, calm=0.0, cut_at=now)


def counted_anew(pace: Pace, now: float) -> Pace:
    """What was granted before a refusal tells little of what is allowed after it."""
    return replace(pace, since=now, granted=0.0)


def emptied(pace: Pace, now: float) -> Pace:
    """Before and after a hold: everybody comes back through the pacer, not in a burst."""
    pace = refilled(pace, now)
    return replace(pace, tokens=min(pace.tokens, 0.0))


def corrected(pace: Pace, now: float) -> Pace:
    """A hold that refusals led to is over: what was granted from one such end to the next is what there is.

    It is no less than that: the hold may have lasted longer than needed, or be a punishment. So the rate comes
    back fast to what was granted until the first refusal, if that came so soon that it was plainly too much.
    """
    until_refused = pace.refused_from - pace.since
    if until_refused < WINDOW_SECONDS and pace.granted < TELLING_REQUESTS:
        return _slower_still(pace, now)
    most = pace.granted / max(until_refused, WINDOW_SECONDS)
    least = pace.granted / max(now - pace.since, 1.0)
    rate = max(min(pace.rate, least), min(pace.rate, most) * _least_correction(pace, now), floor_rate(pace))
    top = most if until_refused < 2 * WINDOW_SECONDS else rate * MARGIN
    mark = max(min(pace.mark, top), rate)
    # From no closer below the mark: a flat curve would never rise.
    low = min(rate, CUT * mark)
    return replace(pace, rate=rate, low=low, mark=mark, calm=0.0, since=now, granted=0.0)


def _least_correction(pace: Pace, now: float) -> float:
    return LEAST_AFTER_LONG_REST if now - pace.refused_from > LONG_REST_SECONDS else LEAST_CORRECTION


def _slower_still(pace: Pace, now: float) -> Pace:
    """Refused again after so few requests that their number says nothing: far less, and back to what it was."""
    rate = max(pace.rate * _least_correction(pace, now), floor_rate(pace))
    mark = max(pace.rate, rate)
    return replace(pace, rate=rate, low=min(rate, CUT * mark), mark=mark, calm=0.0, since=now, granted=0.0)


def rate_to_remember(pace: Pace) -> float:
    """Requests an hour: what to begin with next time."""
    recovering = pace.calm >= _recovery_seconds(pace.mark) / 3 and pace.rate < REMEMBERED * pace.mark
    return HOUR_SECONDS * (REMEMBERED * pace.mark if recovering else pace.rate)


def _curve(pace: Pace, calm: float) -> float:
    """From `low` back to `mark`, flat there, then upwards ever faster."""
    recovery = _recovery_seconds(pace.mark)
    return pace.mark + (pace.mark - pace.low) * ((calm - recovery) / recovery) ** 3


def _recovery_seconds(mark: float) -> float:
    """Where little is allowed, few requests tell little: it takes longer there."""
    return max(RECOVERY_SECONDS, RECOVERY_REQUESTS / mark) if mark > 0 else RECOVERY_SECONDS


def _confirmed(pace: Pace, now: float, cost: float) -> Pace:
    """Counts what is granted at the full rate; a full hour of it raises the allowance by a tenth."""
    if pace.rate < 0.999 * top_rate(pace):
        return replace(pace, began=NEVER, used=0.0)
    if now - pace.began > CONFIRMED_WITHIN_SECONDS:
        return replace(pace, began=now, used=cost)
    used = pace.used + cost
    if now - pace.began < HOUR_SECONDS or used < USED * pace.rate * HOUR_SECONDS:
        return replace(pace, used=used)
    allowance = min(pace.allowance * RAISE, pace.ceiling)
    return replace(
        pace,
        allowance=allowance,
        mark=pace.rate,
        low=CUT * pace.rate,
        calm=_recovery_seconds(pace.rate),
        began=NEVER,
        used=0.0,
    )
