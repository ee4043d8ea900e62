namespace NnGen;

/// <summary>Numbers that training keeps for every parameter from step to step: a velocity, a moment, an average.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Name">What the numbers are, such as <c>velocity</c>; no other slot of the same state is called so.</param>
/// <param name="Values"><see cref="NetworkInfo.StorageLength"/> elements, laid out as the parameters are.</param>
public sealed record OptimizerSlot<T>(string Name, AlignedBuffer<T> Values)
    where T : unmanaged;
