namespace Isop.Core.Agenda;

/// <summary>A time in which somebody is not free, wall time in Amsterdam (kind Unspecified); nothing about what for or with whom.</summary>
public readonly record struct Bezet(DateTime Van, DateTime Tot);
