package io.mainstay.notify;

import io.mainstay.child.ChildResult;

/**
 * What came of one hook.
 *
 * @param transition what it was told
 * @param hook {@code notify_master}…, {@code notify}
 * @param result how it ended
 */
public record HookResult(Transition transition, String hook, ChildResult result) {}
