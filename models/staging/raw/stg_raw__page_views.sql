{{ stage('page_views') }}
