# escape=`
FROM mcr.example.com/base:1
SHELL ["powershell", "-Command"]
RUN npm install
