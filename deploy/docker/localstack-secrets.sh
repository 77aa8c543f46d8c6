#!/bin/sh
# LocalStack runs this once it is ready: the Zoho credentials as a secret of AWS Secrets Manager.
awslocal secretsmanager create-secret --name sluice/zoho --secret-string file:///secrets/zoho.json
