package io.mainstay.conf.text;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a configuration, whatever its syntax: {@code vrrp_instance VI_1 { … }} is a node named
 * {@code vrrp_instance} with the word {@code VI_1} and children; {@code priority 100} has a word and no children; an
 * entry of a list block such as {@code 10.0.0.5/24 dev eth0} is a node named by its first word.
 *
 * @param name the keyword
 * @param words what follows it on the line, quotes resolved
 * @param children the statements of its block, in order; empty for a statement without block
 * @param block whether a block was written, be it empty
 * @param position where the keyword stands
 */
public record Node(String name, List<String> words, List<Node> children, boolean block, Position position) {
    public Node {
        words = List.copyOf(words);
        children = List.copyOf(children);
    }

    /** The children with this keyword, in order. */
    public List<Node> children(String keyword) {
        return children.stream().filter(c -> c.name.equals(keyword)).toList();
    }

    /** The last child with this keyword: in both syntaxes the last one wins. */
    public Optional<Node> child(String keyword) {
        return children(keyword).stream().reduce((first, second) -> second);
    }
}
