access_log ${quote.fixed(site.log)} ${format};
