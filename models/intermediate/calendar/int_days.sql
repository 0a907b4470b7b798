-- One row per day to as_of_date from a month before 1990: the first that a row may be of is 1990 in
-- UTC, the day before west of it.
with day_numbers as (
    {{ dbt.generate_series(30000) }}
),

numbered_days as (
    select
        cast({{ dbt.dateadd(
            'day', 'cast(generated_number - 1 as integer)', "cast('1989-12-01' as date)"
        ) }} as date) as calendar_day
    from day_numbers
)

select calendar_day
from numbered_days
where calendar_day <= {{ as_of_date() }}
