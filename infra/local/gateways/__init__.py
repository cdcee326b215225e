"""SMS gateways as a stage plays them: how texts come and go by an app, or by signed webhooks."""
