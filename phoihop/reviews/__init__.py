"""Reviews (sơ kết, tổng kết): a programme's results over some years, drafted from figures, edited by people."""
