package dev.originpull.agent.web;

import java.util.Optional;

/** Who gets in, as it is configured now. */
record Admission(BrowserPolicy browsers, BasicAuth users, Optional<ServerTls> tls) {}
