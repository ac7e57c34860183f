package org.cardwright.crypto.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Collects requests of many cards into one call of the security module and hands the answers back. */
final class ModuleRequests<Q, A> {

    private final List<Q> requests = new ArrayList<>();
    private final List<Consumer<A>> answers = new ArrayList<>();

    void add(Q request, Consumer<A> answer) {
        requests.add(request);
        answers.add(answer);
    }

    /** One call, none when there is nothing to ask. */
    void send(Function<List<Q>, List<A>> operation) {
        if (requests.isEmpty()) {
            return;
        }
        List<A> results = operation.apply(List.copyOf(requests));
        if (results.size() != requests.size()) {
            throw new IllegalStateException(
                    "the security module answered " + results.size() + " of " + requests.size() + " requests");
        }
        for (int i = 0; i < results.size(); i++) {
            answers.get(i).accept(results.get(i));
        }
    }
}
