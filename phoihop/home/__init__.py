"""Home (trang của tôi, tìm kiếm): the only place for pages that cross parts."""
