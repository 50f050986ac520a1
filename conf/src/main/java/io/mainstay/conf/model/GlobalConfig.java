package io.mainstay.conf.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole program: {@code global_defs}, and Mainstay's own settings.
 *
 * @param routerId {@code router_id}; null for the host's name
 * @param scriptUser {@code script_user}; null for keepalived's rule (user {@code keepalived_script} if it exists, else
 *     the controller's own)
 * @param scriptSecurity {@code enable_script_security}
 * @param controlSocket the Unix socket that {@code mainstay status} asks
 * @param stateDirectory {@code state_directory}: what outlives the program: orders of maintenance, the journal
 * @param journal whether a journal is kept
 * @param metrics where metrics are served; null for nowhere
 * @param hookTimeout {@code notify_timeout}: how long one hook may run before its group is ended (30 s)
 * @param realtimePriority {@code vrrp_rt_priority}: SCHED_RR for all threads, 1..99; 0 for ordinary scheduling
 * @param lockMemory {@code vrrp_no_swap}: keep the controller's memory out of swap
 * @param startupDelay {@code vrrp_startup_delay}: how long all instances only listen after the start (0)
 * @param delayAfterBoot {@code vrrp_delay_after_boot}: likewise, from the boot of the host on (0)
 * @param pacing how fast announcements follow each other
 */
public record GlobalConfig(
        @Nullable String routerId,
        @Nullable UserConfig scriptUser,
        boolean scriptSecurity,
        String controlSocket,
        String stateDirectory,
        boolean journal,
        @Nullable MetricsConfig metrics,
        Duration hookTimeout,
        int realtimePriority,
        boolean lockMemory,
        Duration startupDelay,
        Duration delayAfterBoot,
        PacingConfig pacing) {
    /** Without delays and pauses. */
    public GlobalConfig(
            @Nullable String routerId,
            @Nullable UserConfig scriptUser,
            boolean scriptSecurity,
            String controlSocket,
            String stateDirectory,
            boolean journal,
            @Nullable MetricsConfig metrics,
            Duration hookTimeout,
            int realtimePriority,
            boolean lockMemory) {
        this(
                routerId,
                scriptUser,
                scriptSecurity,
                controlSocket,
                stateDirectory,
                journal,
                metrics,
                hookTimeout,
                realtimePriority,
                lockMemory,
                Duration.ZERO,
                Duration.ZERO,
                PacingConfig.NONE);
    }

    /** Where the control socket stands unless told otherwise. */
    public static final String CONTROL_SOCKET = "/run/mainstay/control.sock";

    /** Where the state is kept unless told otherwise. */
    public static final String STATE_DIRECTORY = "/var/lib/mainstay";

    /** The defaults. */
    public static final GlobalConfig DEFAULT = new GlobalConfig(
            null, null, false, CONTROL_SOCKET, STATE_DIRECTORY, true, null, Duration.ofSeconds(30), 0, false);
}
