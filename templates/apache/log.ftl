<#-- %{c}a is the peer's address whatever mod_remoteip makes of it; %V and the quoted values come escaped. -->
# No access log shows refused handshakes: see AH02276 and AH02008 in the error log.
LogFormat "time=\"%{%Y-%m-%dT%H:%M:%S%z}t\" client=\"%{c}a\" host=\"%V\" status=\"%>s\" verify=\"%{SSL_CLIENT_VERIFY}x\" issuer=\"%{SSL_CLIENT_I_DN}x\" serial=\"%{SSL_CLIENT_M_SERIAL}x\"" originpull
CustomLog ${quote.path(site.log)} originpull
