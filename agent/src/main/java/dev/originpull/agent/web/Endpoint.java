package dev.originpull.agent.web;

import java.util.concurrent.CompletionStage;

/** Answers requests for a path. Called by many threads. */
@FunctionalInterface
public interface Endpoint {
    /** May take its time without holding a thread; what goes wrong with a request is a response. */
    CompletionStage<Response> answer(Request request);
}
