SELECT ledger_analyze()
