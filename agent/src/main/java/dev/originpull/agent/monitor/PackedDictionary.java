package dev.originpull.agent.monitor;

/** What reports have in common; the most frequent stands last, where deflate reaches it with the shortest distance. */
final class PackedDictionary {
    static final String TEXT = """
            "serverCertificate":{"subject":"CN=app.example.com","issuer":"CN=Let's Encrypt,O=","notAfter":"2027-01-01T00:00:00Z",\
            "matchesHostname":true,"trusted":true},"findings":[{"code":"NOT_ENFORCED","severity":"critical","message":"A client \
            without a certificate got 200 OK.","fix":"NGINX: `ssl_verify_client on;` in the server block that listens on \
            for , or on that host: originpull enforce "},{"code":"ENFORCED_AT_HTTP","severity":"info","message":"\
            {"code":"LEAF_REFUSED","severity":"error","message":"{"code":"SERVER_CERTIFICATE_EXPIRED","severity":"warning",\
            "mode":"unreachable","expected":"required","verdict":"unknown","reason":"No TLS conversation took place: connection \
            refused","mode":"optional","expected":"required","verdict":"fail","reason":"The leaf was accepted, a client without \
            a certificate too, and a forged certificate refused."TLSv1.2","cipher":"ECDHE-ECDSA-AES128-GCM-SHA256",\
            "layer":"http","alert":null,"httpStatus":400,"durationMs":"layer":"close","layer":"tls-handshake",\
            {"address":"127.0.0.1:443","hostname":"app.example.com","mode":"required","expected":"required","verdict":"pass",\
            "reason":"The leaf was accepted; a client without a certificate and one with a forged certificate were refused.",\
            "attempts":[{"identity":"leaf","tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":"http/1.1",\
            "certificateRequested":true,"acceptableIssuers":["CN=Origin Pull CA"],"outcome":"accepted","layer":"none",\
            "alert":null,"httpStatus":200,"durationMs":3.1,"detail":"200 OK"},{"identity":"none","tlsVersion":"TLSv1.3",\
            "cipher":"TLS_AES_256_GCM_SHA384","alpn":"http/1.1","certificateRequested":true,"acceptableIssuers":[],\
            "outcome":"refused","layer":"tls-late","alert":{"number":116,"name":"certificate_required"},"httpStatus":null,\
            "durationMs":3.2,"detail":"alert 116 certificate_required after the handshake"},{"identity":"forged",\
            "tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":null,"certificateRequested":true,\
            "acceptableIssuers":["CN="],"outcome":"refused","layer":"tls-late","alert":{"number":48,"name":"unknown_ca"},\
            "httpStatus":null,"durationMs":3.0,"detail":"alert 48 unknown_ca after the handshake"}],"serverCertificate":null,\
            "findings":[],"durationMs":9.4}""";

    private PackedDictionary() {}
}
