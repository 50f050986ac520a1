package io.mainstay.conf.model;

/**
 * An instance's reference to a tracker, with the weight that holds here (the reference's own, else the tracker's).
 *
 * @param tracker the key of a {@link TrackerConfig}, see {@link TrackerConfig#key()}
 * @param weight -253..253; 0: its failure is a fault
 * @param reverse whether success counts as failure and the other way round
 */
public record Tracked(String tracker, int weight, boolean reverse) {}
