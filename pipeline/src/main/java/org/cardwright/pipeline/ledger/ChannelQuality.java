package org.cardwright.pipeline.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.cardwright.formats.card.CardChannel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The state of every channel of every card, in the row of its order and in {@link CardRanges}: what stands as made in a range of verified
 * cards is verified. S1-25.
 *
 * <p>A column is empty for a card that was made before there was one: the ledger does not invent what nobody recorded. All changes
 * belong into the transaction of the work they record.
 */
public final class ChannelQuality {

    private static final List<CardChannel> CHANNELS = List.of(CardChannel.values());
    private static final String NOT_APPLICABLE = ChannelState.NOT_APPLICABLE.name();
    private static final String REJECTED = ChannelState.REJECTED.name();
    private static final String RELEASABLE = "('" + ChannelState.VERIFIED.name() + "', '" + NOT_APPLICABLE + "')";

    private static final String MADE_OR_RELEASABLE = RELEASABLE.replace("(", "('" + ChannelState.MADE.name() + "', ");

    /** Rows that are compared with one statement. */
    private static final int ROWS_AT_A_TIME = 5_000;

    /** Assigns every column; {@link #made} has the values. */
    static final String SET_ALL =
            CHANNELS.stream().map(channel -> column(channel) + " = ?").collect(Collectors.joining(", "));

    private final JdbcTemplate jdbc;
    private final BatchNumbers numbers;
    private final CardRanges ranges;

    /** Over the tables of the database. */
    public ChannelQuality(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.numbers = new BatchNumbers(dataSource);
        this.ranges = new CardRanges(dataSource);
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
     * Notes that the verifier looked at cards and found nothing, in one row for all that follow each other.
     *
     * @param cards their record indexes, by the channels that they have in the files
     * @throws NotReconciledException when a card has other channels than were made
     */
    public void verified(Run run, Map<Set<CardChannel>, List<Integer>> cards) {
        int number = numbers.of(run.batch()).number();
        Map<Set<CardChannel>, BitSet> found = new HashMap<>();
        BitSet all = new BitSet();
        cards.forEach(
                (channels, indexes) -> indexes.forEach(found.computeIfAbsent(channels, any -> new BitSet())::set));
        found.values().forEach(all::or);
        for (NumberRange range : NumberRange.of(all)) {
            for (int first = range.first(); first <= range.last(); first += ROWS_AT_A_TIME) {
                compare(number, new NumberRange(first, Math.min(range.last(), first + ROWS_AT_A_TIME - 1)), found);
            }
        }
        ranges.add(number, CardRanges.Standing.VERIFIED, all);
    }

    /** Every card is prepared with the channels that were found, or without a record of any; most rows say nothing else. */
    private void compare(int number, NumberRange range, Map<Set<CardChannel>, BitSet> found) {
        List<Object[]> others = new ArrayList<>();
        BitSet same = new BitSet();
        RowCallbackHandler each = row -> {
            int index = row.getInt("record_index");
            Set<CardChannel> channels = channels(found, index);
            boolean asMade = true;
            boolean plain = true;
            for (CardChannel channel : CHANNELS) {
                String value = row.getString(column(channel));
                boolean has = channels.contains(channel);
                asMade &= value == null || has != value.equals(NOT_APPLICABLE);
                plain &= (has ? ChannelState.MADE.name() : NOT_APPLICABLE).equals(value);
            }
            same.set(index, asMade);
            if (!plain) {
                List<Object> values = new ArrayList<>(made(channels));
                values.addAll(List.of(number, index));
                others.add(values.toArray());
            }
        };
        jdbc.query(
                "select record_index, " + columns() + " from ordered_card where batch_number = ? and state = 'PREPARED'"
                        + " and record_index between ? and ?",
                each,
                number,
                range.first(),
                range.last());
        if (same.cardinality() != range.size()) {
            throw new NotReconciledException("step release: " + (range.size() - same.cardinality()) + " of cards "
                    + range.first() + " to " + range.last() + " have other channels in the files than were made");
        }
        jdbc.batchUpdate(
                "update ordered_card set " + SET_ALL + " where batch_number = ? and record_index = ?"
                        + " and state = 'PREPARED'",
                others);
    }

    private static Set<CardChannel> channels(Map<Set<CardChannel>, BitSet> found, int index) {
        return found.entrySet().stream()
                .filter(entry -> entry.getValue().get(index))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Set.of());
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
        OrderKeys keys = numbers.of(run.batch());
        String missing = step == StepName.RELEASE ? "" : ChannelState.VERIFIED.name();
        String open = "select count(*) from ordered_card where state in ('PREPARED', 'GOOD') and not ("
                + all("coalesce(%s, '" + missing + "') in " + RELEASABLE) + ")";
        int cards = count(open + " and order_key between ? and ?", keys.first(), keys.last());
        String passed = open + " and batch_number = ? and record_index between ? and ? and "
                + all("coalesce(%s, '" + missing + "') in " + MADE_OR_RELEASABLE);
        for (NumberRange range : ranges.of(keys.number(), CardRanges.Standing.VERIFIED)) {
            cards -= count(passed, keys.number(), range.first(), range.last());
        }
        if (cards != 0) {
            throw new NotReconciledException(
                    "step " + step.id() + ": cards with a channel that the verifier has not passed: " + cards);
        }
    }

    /** A condition on every channel, {@code %s} standing for its column. */
    private static String all(String condition) {
        return CHANNELS.stream()
                .map(channel -> String.format(Locale.ROOT, condition, column(channel)))
                .collect(Collectors.joining(" and "));
    }

    private int count(String sql, Object... arguments) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class, arguments));
    }

    /** How the channels of the cards of a batch stand that were made; nothing before the first. */
    public List<Count> counts(String batch) {
        Map<CardChannel, Map<ChannelState, Integer>> counts = new EnumMap<>(CardChannel.class);
        OrderKeys keys = numbers.of(batch);
        String all =
                "select " + columns() + ", count(*) as cards from ordered_card where record_index is not null and ";
        String same = " group by " + columns();
        RowCallbackHandler each = row -> {
            for (CardChannel channel : CHANNELS) {
                counts.computeIfAbsent(channel, any -> new EnumMap<>(ChannelState.class))
                        .merge(state(row.getString(column(channel))), row.getInt("cards"), Integer::sum);
            }
        };
        jdbc.query(all + "order_key between ? and ?" + same, each, keys.first(), keys.last());
        RowCallbackHandler passed = row -> {
            for (CardChannel channel : CHANNELS) {
                if (state(row.getString(column(channel))) == ChannelState.MADE) {
                    Map<ChannelState, Integer> of = Objects.requireNonNull(counts.get(channel));
                    of.merge(ChannelState.MADE, -row.getInt("cards"), Integer::sum);
                    of.merge(ChannelState.VERIFIED, row.getInt("cards"), Integer::sum);
                }
            }
        };
        for (NumberRange range : ranges.of(keys.number(), CardRanges.Standing.VERIFIED)) {
            jdbc.query(
                    all + "batch_number = ? and record_index between ? and ?" + same,
                    passed,
                    keys.number(),
                    range.first(),
                    range.last());
        }
        counts.values().forEach(of -> of.values().removeIf(cards -> cards == 0));
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
