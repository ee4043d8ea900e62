using NnGen.Numerics.Tests.Children;

// The test runner loads this assembly as a library. Run as a program, it is a child of ChildTests: a process of another vector width.
return Child.Run(args);
