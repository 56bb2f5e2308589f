echo "npm install"
choco install git
