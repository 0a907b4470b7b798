{{ stage('social_posts') }}
