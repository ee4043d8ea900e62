namespace NnGen.Generator;

/// <summary>The names of the pipeline's steps, under which tests ask why a step ran.</summary>
internal static class StepNames
{
    /// <summary>Text to <see cref="Parsing.NetworkPlace"/>: runs at every change, and its result is compared.</summary>
    public const string Place = nameof(Place);

    /// <summary>Attributes to <see cref="Compiler.Model.NetworkDeclaration"/>: runs where the project's declarations have changed, and its result is compared.</summary>
    public const string Declaration = nameof(Declaration);

    /// <summary>The texts about files of weights: each is read where it has changed, and its result is compared.</summary>
    public const string Weights = nameof(Weights);

    /// <summary><see cref="Compiler.Model.NetworkDeclaration"/> to text: runs only for a declaration that has changed.</summary>
    public const string Emission = nameof(Emission);

    /// <summary>Attributes to <see cref="Compiler.Model.Spaces.FamilyDeclaration"/>: as <see cref="Declaration"/>.</summary>
    public const string Family = nameof(Family);

    /// <summary><see cref="Compiler.Model.Spaces.FamilyDeclaration"/> to its file and the declarations of its members: runs only for a family that has changed.</summary>
    public const string FamilyMembers = nameof(FamilyMembers);

    /// <summary>As <see cref="Emission"/>, of members of families.</summary>
    public const string MemberEmission = nameof(MemberEmission);

    /// <summary>The kernels that a network shares with others: its result is compared.</summary>
    public const string Kernels = nameof(Kernels);

    /// <summary>The shared kernels of all networks to text: runs only where one of them has other ones.</summary>
    public const string SharedFiles = nameof(SharedFiles);
}
