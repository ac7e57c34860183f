package org.cardwright.crypto.hostcommand;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;

/** Turns calls into commands and answers into values; a long batch becomes several commands. */
final class HostClient implements AutoCloseable {

    private final HostCluster cluster;

    HostClient(HostCluster cluster) {
        this.cluster = cluster;
    }

    HostCluster cluster() {
        return cluster;
    }

    HostCommand command(HostOperation operation) {
        return cluster.table().command(operation);
    }

    /** One request and its answer. */
    <Q, A> A one(HostCall<Q, A> call, Q request) {
        return each(call, List.of(request)).get(0);
    }

    /** Answers to all requests, one command for each; several are on their way at once. */
    <Q, A> List<A> each(HostCall<Q, A> call, List<Q> requests) {
        HostCommand command = command(call.operation());
        List<A> answers = new ArrayList<>(requests.size());
        cluster.run(call.operation(), conversation -> {
            for (Q request : requests.subList(answers.size(), requests.size())) {
                conversation.ask(
                        command,
                        encoded(command, call.ask().apply(request)),
                        answer -> answers.add(HostAnswers.checked(command, call.answered(), answer)));
            }
        });
        return List.copyOf(answers);
    }

    /** Answers to all requests, in their order; a request whose answer is there already is not sent again after a failure. */
    <Q, A> List<A> all(HostCall<Q, A> call, List<Q> requests) {
        HostCommand command = command(call.operation());
        List<HostFields> items = requests.stream().map(call.ask()).toList();
        List<List<HostFields>> parts = new HostBatch(command, cluster.table().framing()).parts(items);
        List<A> answers = new ArrayList<>(requests.size());
        List<Integer> done = new ArrayList<>();
        cluster.run(call.operation(), conversation -> {
            for (List<HostFields> part : parts.subList(done.size(), parts.size())) {
                byte[] fields = encoded(command, HostFields.of(HostField.ITEMS, part));
                conversation.ask(command, fields, answer -> {
                    answers.addAll(entries(command, call, answer, part.size()));
                    done.add(part.size());
                });
            }
        });
        return List.copyOf(answers);
    }

    private static <A> List<A> entries(HostCommand command, HostCall<?, A> call, HostFields answer, int count) {
        List<HostFields> items = answer.list(HostField.ITEMS);
        if (items.size() != count) {
            throw HostAnswers.wrong(command, items.size() + " entries answer " + count);
        }
        return items.stream()
                .map(item -> HostAnswers.checked(command, call.answered(), item))
                .toList();
    }

    /**
     * The fields on the wire.
     *
     * @throws SecurityModuleException BAD_INPUT when they do not go into their places
     */
    byte[] encoded(HostCommand command, HostFields fields) {
        try {
            FieldWriter out = new FieldWriter(cluster.table().framing().requestBytes());
            command.request().forEach(rule -> rule.write(fields, out));
            return out.written();
        } catch (MalformedMessageException tooMuch) {
            throw badInput(command, tooMuch);
        }
    }

    static SecurityModuleException badInput(HostCommand command, MalformedMessageException why) {
        return new SecurityModuleException(
                Kind.BAD_INPUT, "the HSM does not take this for " + command.operation() + ": " + why.getMessage());
    }

    /** The most bytes that a field of a request can have, wherever in it the field stands; 0 when there is none. */
    int most(HostOperation operation, HostField field) {
        return most(command(operation).request(), field);
    }

    private static int most(List<FieldRule> rules, HostField field) {
        return rules.stream()
                .mapToInt(rule -> {
                    if (rule instanceof ListRule list) {
                        return most(list.rules(), field);
                    }
                    return rule.meaning().filter(field::equals).isPresent() ? rule.mostContent() : 0;
                })
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
