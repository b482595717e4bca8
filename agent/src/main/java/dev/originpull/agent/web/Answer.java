package dev.originpull.agent.web;

import java.util.Map;

/** A response that is ready to be sent. */
record Answer(int status, Map<String, String> headers, PackedBody body) {
    Answer {
        headers = Map.copyOf(headers);
    }
}
