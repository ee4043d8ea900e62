namespace NnGen;

/// <summary>
/// Keeps two from changing a network's parameters at once: whoever does it for a while claims them, and whoever writes them asks first.
/// Reading, such as predicting, asks nobody.
/// </summary>
internal static class ParameterAccess
{
    /// <summary>Takes the parameters until the result is disposed.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="what">What is about to happen to the network, such as <c>trained by Fit</c>.</param>
    /// <param name="isNestable">Whether who has them may do this too, on its own thread: from a callback.</param>
    /// <exception cref="InvalidOperationException">Another has them.</exception>
    public static ParameterClaim Claim<T>(AlignedBuffer<T> parameters, string network, string what, bool isNestable = false)
        where T : unmanaged
    {
        var claim = new ParameterClaim(what, () => Volatile.Write(ref parameters.Claim, null));
        ParameterClaim? present = Interlocked.CompareExchange(ref parameters.Claim, claim, null);
        if (present is null)
        {
            return claim;
        }

        return isNestable && present.IsOfThisThread ? ParameterClaim.Nested : throw Refused(network, what, present);
    }

    /// <summary>To be called before the parameters are written once.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="what">What is about to happen to the network, such as <c>loaded</c>.</param>
    /// <exception cref="InvalidOperationException">Another thread changes them.</exception>
    public static void CheckFree<T>(AlignedBuffer<T> parameters, string network, string what)
        where T : unmanaged
    {
        if (Volatile.Read(ref parameters.Claim) is ParameterClaim present && !present.IsOfThisThread)
        {
            throw Refused(network, what, present);
        }
    }

    private static InvalidOperationException Refused(string network, string what, ParameterClaim present) =>
        new($"This {network} cannot be {what}: it is being {present.What}{(present.IsOfThisThread ? "" : " on another thread")}, and both would change its parameters. Wait until that has ended, or use a network of its own for each.");
}

/// <summary>Says who is changing a network's parameters.</summary>
/// <param name="what">What is done to the network, such as <c>trained by Fit</c>.</param>
/// <param name="release">Gives the parameters back.</param>
internal sealed class ParameterClaim(string what, Action? release) : IDisposable
{
    private readonly Thread _thread = Thread.CurrentThread;

    /// <summary>What somebody has who shares another's claim.</summary>
    public static ParameterClaim Nested { get; } = new("", null);

    public string What => what;

    /// <summary>Whether the thread that asks made the claim.</summary>
    public bool IsOfThisThread => Thread.CurrentThread == _thread;

    public void Dispose() => release?.Invoke();
}
