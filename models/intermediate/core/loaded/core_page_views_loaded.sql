{{ loaded_rows('page_views') }}
