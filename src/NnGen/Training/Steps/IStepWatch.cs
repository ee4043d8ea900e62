using System.Numerics;

namespace NnGen;

/// <summary>Looks at the gradient and the parameters of some steps. The bits of training do not depend on it.</summary>
internal interface IStepWatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether to look at a change of the parameters.</summary>
    /// <param name="step">Its number, counted from 1.</param>
    bool IsDue(long step);

    /// <summary>Called when the gradient is known, with penalty and clipping, and the parameters are not changed yet.</summary>
    void BeforeUpdate(ReadOnlySpan<T> parameters, NetworkGradients<T> gradients);

    /// <summary>Called when the parameters are changed.</summary>
    void AfterUpdate(ReadOnlySpan<T> parameters);
}
