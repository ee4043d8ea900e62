namespace Samples.Playground.Sessions;

/// <summary>What one page may take of the machine.</summary>
internal static class SessionLimits
{
    /// <summary>Pages at once.</summary>
    public const int Sessions = 12;

    /// <summary>Bytes of a message.</summary>
    public const int MessageBytes = 512 * 1024;

    /// <summary>Commands that wait.</summary>
    public const int WaitingCommands = 64;

    /// <summary>A frame each.</summary>
    public static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(1000.0 / 30);

    /// <summary>The least training at a time, where a frame is due but the page is slow.</summary>
    public static readonly TimeSpan ShortestSlice = TimeSpan.FromMilliseconds(4);

    /// <summary>How long training goes on while the page has not taken the last frame: it is slow, or gone.</summary>
    public static readonly TimeSpan Unseen = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a compilation may take: a hundred times what it takes, since the first one of a busy machine waits until the compiler is itself compiled.</summary>
    public static readonly TimeSpan Compilation = TimeSpan.FromSeconds(60);

    /// <summary>How long training goes on with nobody touching anything.</summary>
    public static readonly TimeSpan Playing = TimeSpan.FromMinutes(10);

    /// <summary>How long a page may stay without a word.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(60);

    /// <summary>The side of the map of the whole network.</summary>
    public const int OutputSide = 100;

    /// <summary>The side of the map of a neuron.</summary>
    public const int NeuronSide = 24;
}
