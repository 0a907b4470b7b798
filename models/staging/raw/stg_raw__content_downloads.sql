{{ stage('content_downloads') }}
