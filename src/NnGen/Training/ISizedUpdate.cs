using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NnGen;

/// <summary>
/// An update that keeps numbers for each parameter, and says for how many. Kernels hand it offsets unchecked; a pass over a network whose
/// parameter block is longer is refused before it begins.
/// </summary>
/// <remarks>An optimizer of one's own whose slots are in <see cref="IOptimizerUpdate{T}.Slots"/> is checked by those where an <see cref="OptimizerState{T}"/> steps it.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISizedUpdate
{
    /// <summary>The length of the longest parameter block that there are numbers for; see <see cref="NetworkInfo.StorageLength"/>.</summary>
    int StorageLength { get; }
}

/// <summary>Asks updates for their size.</summary>
internal static class UpdateSize
{
    /// <summary>The longest parameter block that an update serves; any where it keeps nothing. Allocates nothing.</summary>
    // Optimized from the first call on: the box of the cast then never comes about.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Of<TUpdate>(ref readonly TUpdate update)
        where TUpdate : struct
        => update is ISizedUpdate ? ((ISizedUpdate)update).StorageLength : int.MaxValue;
}
