// Behaviours that make a page quicker to use; each page works without them. When static files are collected the
// imports are written into this file.
import "./outline.js";
import "./orders.js";
import "./sheets.js";
import "./leaves.js";
import "../django_htmx/htmx-2.min.js";
