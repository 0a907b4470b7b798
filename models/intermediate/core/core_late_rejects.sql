{{ config(materialized="table") }}

-- One row per row that was sound by itself when it was loaded, and is rejected for what other
-- tables or the calendar say: with its raw row, read again. The others are kept where they were
-- loaded.
with event_actors as (
    select * from {{ ref('core_event_actors') }}
),

-- as core_events_checked says it, but from the few who are nobody: not every event is asked
late_events as (
    select
        events.event_id,
        event_actors.reject_reason,
        events._loaded_at
    from {{ ref('core_events_loaded') }} as events
    inner join event_actors
        on events.user_id = event_actors.named_user_id
            and coalesce(events.account_id, '') = event_actors.named_account_id
    where
        events.row_fault is null
        and not {{ is_too_far_ahead('events.occurred_at') }}
        and event_actors.reject_reason is not null

    union all

    select
        event_id,
        'implausible_occurred_at' as reject_reason,
        _loaded_at
    from {{ ref('core_events_loaded') }}
    where
        row_fault is null
        and {{ is_too_far_ahead('occurred_at') }}
),

{% for table in raw_contract() if is_loaded(table) %}
    {% set key = raw_contract()[table]['key'][0] %}
    {{ table }}_keys as (
        select
            {{ key }} as row_key,
            reject_reason,
            _loaded_at
        from {{ 'late_events' if table == 'events' else ref('core_' ~ table ~ '_checked') }}
        where
            reject_reason is not null
            {{ 'and raw_row is null' if table != 'events' }}
    ),

    {{ table }}_rows as (
        select
            {{ key }} as row_key,
            {{ raw_row_text() }} as raw_row,
            {{ load_rank(table) }} as load_rank
        from {{ ref('stg_raw__' ~ table) }}
        where {{ key }} in (select {{ table }}_keys.row_key from {{ table }}_keys)
    ),
{% endfor %}

every_row as (
    {% for table in raw_contract() if is_loaded(table) %}
        select
            '{{ table }}' as table_name,
            {{ table }}_keys.row_key,
            {{ table }}_keys.reject_reason,
            {{ table }}_rows.raw_row,
            {{ table }}_keys._loaded_at
        from {{ table }}_keys
        left join {{ table }}_rows
            on {{ table }}_keys.row_key = {{ table }}_rows.row_key
                and {{ table }}_rows.load_rank = 1
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from every_row
