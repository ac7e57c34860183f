package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cardwright.formats.card.CardChannel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The state of every channel of every card, in the row of its order. S1-25.
 *
 * <p>A column is empty for a card that was made before there was one: the ledger does not invent what nobody recorded. All changes
 * belong into the transaction of the work they record.
 */
public final class ChannelQuality {

    private static final List<CardChannel> CHANNELS = List.of(CardChannel.values());
    private static final String NOT_APPLICABLE = ChannelState.NOT_APPLICABLE.name();
    private static final String REJECTED = ChannelState.REJECTED.name();
    private static final String RELEASABLE = "('" + ChannelState.VERIFIED.name() + "', '" + NOT_APPLICABLE + "')";

    /** Assigns every column; {@link #made} has the values. */
    static final String SET_ALL =
            CHANNELS.stream().map(channel -> column(channel) + " = ?").collect(Collectors.joining(", "));

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;

    /** Over the tables of the database. */
    public ChannelQuality(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
    }

    /**
     * How many cards of a batch stand how with one channel.
     *
     * @param channel which
     * @param cards by state, without those that do not occur
     */
    public record Count(CardChannel channel, Map<ChannelState, Integer> cards) {

        /** Copies the map. */
        public Count {
            cards = Collections.unmodifiableMap(new EnumMap<>(cards));
        }

        /** Cards in a state. */
        public int in(ChannelState state) {
            return cards.getOrDefault(state, 0);
        }
    }

    /**
     * A channel of a card that did not pass.
     *
     * @param recordIndex place of the card in the batch, from 1
     * @param orderReference the issuer's name of the order
     * @param channel which part of it
     * @param rule id of the verifier's rule that does not hold
     */
    public record Rejected(int recordIndex, String orderReference, CardChannel channel, String rule) {}

    private static String column(CardChannel channel) {
        return channel.name().toLowerCase(Locale.ROOT) + "_qc";
    }

    /** The values of {@link #SET_ALL} for a card that has these channels. */
    static List<String> made(Set<CardChannel> channels) {
        return CHANNELS.stream()
                .map(channel -> channels.contains(channel) ? ChannelState.MADE.name() : NOT_APPLICABLE)
                .toList();
    }

    /**
     * Notes that the verifier looked at cards and found nothing.
     *
     * @param cards their record indexes, by the channels that they have in the files
     * @throws NotReconciledException when a card has other channels than were made
     */
    public void verified(Run run, Map<Set<CardChannel>, List<Integer>> cards) {
        cards.forEach((channels, indexes) -> verified(run, channels, NumberRange.of(indexes)));
    }

    private void verified(Run run, Set<CardChannel> channels, List<NumberRange> ranges) {
        int number = numbers.of(run.batch()).number();
        List<Object[]> rows = new ArrayList<>();
        for (NumberRange range : ranges) {
            List<Object> row = new ArrayList<>();
            CHANNELS.forEach(
                    channel -> row.add(channels.contains(channel) ? ChannelState.VERIFIED.name() : NOT_APPLICABLE));
            row.addAll(List.of(number, range.first(), range.last()));
            rows.add(row.toArray());
        }
        String asMade = CHANNELS.stream()
                .map(channel -> " and (" + column(channel) + " is null or " + column(channel)
                        + (channels.contains(channel) ? " <> '" : " = '") + NOT_APPLICABLE + "')")
                .collect(Collectors.joining());
        int[] counts = jdbc.batchUpdate(
                "update ordered_card set " + SET_ALL + " where batch_number = ? and state = 'PREPARED'"
                        + " and record_index between ? and ?" + asMade,
                rows);
        for (int i = 0; i < counts.length; i++) {
            NumberRange range = ranges.get(i);
            if (counts[i] != range.size()) {
                throw new NotReconciledException("step release: " + (range.size() - counts[i]) + " of cards "
                        + range.first() + " to " + range.last() + " have other channels in the files than were made");
            }
        }
    }

    /** Notes that a verifier refused channels of single cards; whoever verifies them again later has the last word. */
    public void rejected(Run run, CardChannel channel, Map<Integer, String> rules) {
        int number = numbers.of(run.batch()).number();
        List<Object[]> rows = new ArrayList<>();
        rules.forEach((index, rule) -> rows.add(new Object[] {REJECTED + " " + rule, number, index}));
        jdbc.batchUpdate(
                "update ordered_card set " + column(channel) + " = ? where batch_number = ? and record_index = ?"
                        + " and state = 'PREPARED' and (" + column(channel) + " is null or " + column(channel)
                        + " <> '" + NOT_APPLICABLE + "')",
                rows);
    }

    /**
     * Refuses cards of which a channel is neither verified nor absent.
     *
     * @param step RELEASE, of whose cards everything must be recorded, or a later one
     * @throws NotReconciledException when there is one
     */
    void requireVerified(Run run, StepName step) {
        String unverified = CHANNELS.stream()
                .map(ChannelQuality::column)
                .map(column ->
                        (step == StepName.RELEASE ? "coalesce(" + column + ", '')" : column) + " not in " + RELEASABLE)
                .collect(Collectors.joining(" or "));
        OrderKeys keys = numbers.of(run.batch());
        Integer cards = jdbc.queryForObject(
                "select count(*) from ordered_card where order_key between ? and ? and state in ('PREPARED', 'GOOD')"
                        + " and (" + unverified + ")",
                Integer.class,
                keys.first(),
                keys.last());
        if (cards == null || cards != 0) {
            throw new NotReconciledException(
                    "step " + step.id() + ": cards with a channel that the verifier has not passed: " + cards);
        }
    }

    /** How the channels of the cards of a batch stand that were made; nothing before the first. */
    public List<Count> counts(String batch) {
        Map<CardChannel, Map<ChannelState, Integer>> counts = new EnumMap<>(CardChannel.class);
        RowCallbackHandler each = row -> {
            for (CardChannel channel : CHANNELS) {
                counts.computeIfAbsent(channel, any -> new EnumMap<>(ChannelState.class))
                        .merge(state(row.getString(column(channel))), row.getInt("cards"), Integer::sum);
            }
        };
        String columns = columns();
        OrderKeys keys = numbers.of(batch);
        jdbc.query(
                "select " + columns + ", count(*) as cards from ordered_card"
                        + " where order_key between ? and ? and record_index is not null group by " + columns,
                each,
                keys.first(),
                keys.last());
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The channels of cards that a verifier refused and none has passed since, in the order of the batch. */
    public List<Rejected> rejected(String batch) {
        List<Rejected> found = new ArrayList<>();
        RowCallbackHandler each = row -> {
            for (CardChannel channel : CHANNELS) {
                String value = row.getString(column(channel));
                if (state(value) == ChannelState.REJECTED && value != null) {
                    String rule = value.substring(REJECTED.length()).strip();
                    found.add(
                            new Rejected(row.getInt("record_index"), row.getString("order_reference"), channel, rule));
                }
            }
        };
        String any = CHANNELS.stream()
                .map(channel -> column(channel) + " like '" + REJECTED + "%'")
                .collect(Collectors.joining(" or "));
        OrderKeys keys = numbers.of(batch);
        jdbc.query(
                "select record_index, order_reference, " + columns() + " from ordered_card"
                        + " where order_key between ? and ? and (" + any + ") order by record_index",
                each,
                keys.first(),
                keys.last());
        return found;
    }

    private static String columns() {
        return CHANNELS.stream().map(ChannelQuality::column).collect(Collectors.joining(", "));
    }

    /** A state, perhaps with a blank and the rule behind it. */
    private static ChannelState state(@Nullable String value) {
        return value == null
                ? ChannelState.NOT_RECORDED
                : Arrays.stream(ChannelState.values())
                        .filter(state -> state.name().equals(value.split(" ", 2)[0]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("a channel in an unknown state"));
    }
}
