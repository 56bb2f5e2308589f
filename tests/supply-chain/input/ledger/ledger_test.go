package ledger

func FuzzParse(f *testing.F) {}
