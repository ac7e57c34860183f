package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.RECORD_INDEX;
import static org.cardwright.perso.verify.VerificationRule.RECORD_PLACE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.RecordEntry;

/** The cards of a manifest one after the other: index from 1 without gaps, records back to back, and the tree over them. */
final class RecordIndexRules implements Manifest.RecordVisitor {

    private final Findings findings;
    private final Map<String, Long> ends = new HashMap<>();
    private final Map<String, Integer> perGroup = new HashMap<>();

    /** At place i the root of the last whole subtree over 2^i leaves, where the number of leaves has that bit. */
    private final List<ByteString> subtrees = new ArrayList<>();

    private int cards;

    RecordIndexRules(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void visit(RecordEntry entry) {
        cards++;
        findings.require(entry.index() == cards, RECORD_INDEX, "index", "at place " + cards);
        long end = ends.getOrDefault(entry.file(), firstOffset(entry));
        boolean follows = entry.offset() == end && entry.length() > 0;
        findings.require(follows, RECORD_PLACE, "offset", "record " + entry.index());
        ends.put(entry.file(), entry.offset() + entry.length());
        perGroup.merge(entry.group(), 1, Integer::sum);
        addLeaf(entry.leaf());
    }

    /** Chip files begin with a record; other files may have a head, which the first record tells. */
    private static long firstOffset(RecordEntry entry) {
        return entry.file().endsWith("/" + Channel.CHIP.fileName()) ? 0 : entry.offset();
    }

    int cards(String group) {
        return perGroup.getOrDefault(group, 0);
    }

    Set<String> groups() {
        return perGroup.keySet();
    }

    /** Behind the last record of the file; 0 when it has none. */
    long end(String file) {
        return ends.getOrDefault(file, 0L);
    }

    /** RFC 9162, 2.1.1, from the left: two subtrees of one size make one of the next size, as when counting in binary. */
    private void addLeaf(ByteString leaf) {
        ByteString carried = leaf;
        int level = 0;
        for (int rest = cards - 1; (rest & 1) == 1; rest >>= 1) {
            carried = node(subtrees.get(level), carried);
            level++;
        }
        if (level == subtrees.size()) {
            subtrees.add(carried);
        } else {
            subtrees.set(level, carried);
        }
    }

    /** The subtrees that are left, joined from the right. */
    ByteString root() {
        ByteString root = ByteString.EMPTY;
        for (int level = 0; level < subtrees.size(); level++) {
            if ((cards >> level & 1) == 1) {
                root = root.isEmpty() ? subtrees.get(level) : node(subtrees.get(level), root);
            }
        }
        return cards == 0 ? Sha.sha256() : root;
    }

    private static ByteString node(ByteString left, ByteString right) {
        return Sha.sha256(ByteString.ofByte(0x01), left, right);
    }
}
