"""Jobs (việc đang chạy): background work with progress, cancelling, retry and rescue."""
