"""Reports (báo cáo): forms, calendars, one report per form, body and period, review upwards."""
