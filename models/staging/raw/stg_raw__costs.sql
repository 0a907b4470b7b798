{{ stage('costs') }}
