namespace NnGen.Playground.Tests.Browser;

/// <summary>The tests that share a server and a browser.</summary>
[CollectionDefinition(Name)]
public sealed class PageCollection : ICollectionFixture<PlaygroundFixture>
{
    /// <summary>Its name.</summary>
    internal const string Name = "page";
}
