-- One row per North Star and metric below it, with its parent and the North Star's period grain. A
-- tree is at most twelve levels deep, so that a circle (which a test reports) ends.
with recursive tree_nodes as (
    select * from {{ ref('metric_tree_nodes') }}
),

north_stars as (
    select * from {{ ref('north_stars') }}
),

-- a former North Star that now stands below another is explained there
latest_choices as (
    select
        north_stars.metric_name,
        north_stars.period_grain,
        row_number() over (
            partition by north_stars.metric_name order by north_stars.valid_from desc
        ) as place
    from north_stars
    left join tree_nodes on north_stars.metric_name = tree_nodes.child
    where tree_nodes.child is null
),

branches as (
    select
        latest_choices.metric_name as north_star,
        latest_choices.period_grain,
        1 as depth,
        tree_nodes.parent,
        tree_nodes.child,
        tree_nodes.operation,
        tree_nodes.team,
        tree_nodes.owner
    from latest_choices
    inner join tree_nodes on latest_choices.metric_name = tree_nodes.parent
    where latest_choices.place = 1

    union all

    select
        branches.north_star,
        branches.period_grain,
        branches.depth + 1 as depth,
        tree_nodes.parent,
        tree_nodes.child,
        tree_nodes.operation,
        tree_nodes.team,
        tree_nodes.owner
    from branches
    inner join tree_nodes on branches.child = tree_nodes.parent
    where branches.depth < 12
)

select * from branches
