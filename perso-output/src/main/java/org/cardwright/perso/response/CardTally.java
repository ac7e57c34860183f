package org.cardwright.perso.response;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Cards by how far they have come; every state has a number, 0 too. */
public final class CardTally {

    private final Map<AnsweredCard.State, Integer> cards = new EnumMap<>(AnsweredCard.State.class);

    /** Nothing yet. */
    public CardTally() {
        Arrays.stream(AnsweredCard.State.values()).forEach(state -> cards.put(state, 0));
    }

    void add(AnsweredCard.State state) {
        cards.merge(state, 1, Integer::sum);
    }

    /** Cards of a state. */
    public int of(AnsweredCard.State state) {
        return cards.getOrDefault(state, 0);
    }

    int all() {
        return cards.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Every state by its name in lower case, in the order in which a card passes them. */
    public Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        cards.forEach((state, number) -> numbers.put(state.name().toLowerCase(Locale.ROOT), number));
        return numbers;
    }
}
