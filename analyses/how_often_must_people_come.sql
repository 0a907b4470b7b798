-- How often must people come? The row with `separates_best` is the habit to aim at: from that
-- number of active days in a month on, most are there in the next, and below it many are not. A
-- row without the minimum is of too few people for a claim.
select
    active_days,
    users_at_or_above,
    cast(retention_at_or_above as decimal(18, 3)) as retention_at_or_above,
    cast(retention_below as decimal(18, 3)) as retention_below,
    cast(youden as decimal(18, 3)) as youden,
    separates_best,
    has_minimum_n
from {{ published(ref('activity_thresholds')) }}
order by 1
