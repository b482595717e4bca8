<#-- One JSON object a line. The status is text: NGINX writes 000 and 009 too, which are no JSON numbers. -->
log_format ${format} escape=json
  '{"time":"$time_iso8601","client":"$remote_addr","host":"$host","status":"$status",'
  '"verify":"$ssl_client_verify","issuer":"$ssl_client_i_dn","serial":"$ssl_client_serial"}';
