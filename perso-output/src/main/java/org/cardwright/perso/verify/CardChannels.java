package org.cardwright.perso.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cardwright.formats.card.CardChannel;

/** The channels that every card of a batch really has, as they were read back; one byte for a card. */
public final class CardChannels {

    /** Of no card. */
    public static final CardChannels NONE = new CardChannels();

    private static final int FIRST_CARDS = 64;
    private static final CardChannel[] CHANNELS = CardChannel.values();

    private byte[] bits = new byte[FIRST_CARDS];
    private int cards;

    private CardChannels() {}

    /** Of cards with the indexes from 1 on, in their order. */
    public static CardChannels of(List<Set<CardChannel>> cards) {
        CardChannels channels = new CardChannels();
        cards.forEach(channels::add);
        return channels;
    }

    /** Of nobody yet. */
    static CardChannels begin() {
        return new CardChannels();
    }

    /** The next card. */
    void add(Set<CardChannel> channels) {
        int sum = 0;
        for (CardChannel channel : channels) {
            sum |= 1 << channel.ordinal();
        }
        add((byte) sum);
    }

    /** The next cards. */
    void addAll(CardChannels others) {
        for (int i = 0; i < others.cards; i++) {
            add(others.bits[i]);
        }
    }

    private void add(byte sum) {
        if (cards == bits.length) {
            bits = Arrays.copyOf(bits, Math.multiplyExact(2, cards));
        }
        bits[cards] = sum;
        cards++;
    }

    /** How many cards there are. */
    public int cards() {
        return cards;
    }

    /** The indexes of the cards that have the same channels, ascending; one entry for every set of channels that occurs. */
    public Map<Set<CardChannel>, List<Integer>> byChannels() {
        Map<Byte, List<Integer>> indexes = new TreeMap<>();
        for (int i = 0; i < cards; i++) {
            indexes.computeIfAbsent(bits[i], any -> new ArrayList<>()).add(i + 1);
        }
        Map<Set<CardChannel>, List<Integer>> found = new LinkedHashMap<>();
        indexes.forEach((sum, some) -> found.put(channels(sum), some));
        return found;
    }

    private static Set<CardChannel> channels(int sum) {
        Set<CardChannel> channels = EnumSet.noneOf(CardChannel.class);
        for (CardChannel channel : CHANNELS) {
            if ((sum & (1 << channel.ordinal())) != 0) {
                channels.add(channel);
            }
        }
        return channels;
    }
}
