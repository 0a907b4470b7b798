{{ stage('features') }}
